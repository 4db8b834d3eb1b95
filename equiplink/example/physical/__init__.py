"""实物样例: a switch, a lot of bolts, a recall, a shift offline and a withdrawn face."""
