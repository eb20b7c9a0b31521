"""A return on arrival: what it would change, what cannot be right or needs an answer, before it is used."""
