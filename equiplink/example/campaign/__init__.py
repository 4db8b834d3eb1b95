"""百日整治样例: a campaign at the synthetic mine, played day by day on its dates."""
