"""Frozen values, standard library only: what the floors above hand to one another."""
