"""The schema's history. ``equiplink init`` runs it; the newest revision equals the models."""
