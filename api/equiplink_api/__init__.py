"""The chain over HTTP: every verb of every stage is a route, every refusal a problem.

token → actor → one transaction → record with its version and next actions
"""
