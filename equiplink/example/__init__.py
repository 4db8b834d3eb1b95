"""样例: one synthetic mine that buys real models and carries them from plan to scrap yard.

The mine, its people, its suppliers and most certificates are made up and marked
so; models, makers, banned items and the stop-use notice are real and cite where
they were found. ``story.tell`` runs the whole chain and says what it does.
"""
