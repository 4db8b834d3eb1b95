"""Measurements: ratios side by side in one run, never promises. ``make bench`` runs them all."""
