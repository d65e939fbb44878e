"""A second, deliberately naive computation of every figure, held against cpdsite's own."""
