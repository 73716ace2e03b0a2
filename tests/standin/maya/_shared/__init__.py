"""Logic that both API facades share, without a class of either."""
