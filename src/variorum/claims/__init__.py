"""Article to claims: sentences as statements, with their quantities, quotations and sources."""

from variorum.claims.reading import read_claims

__all__ = ["read_claims"]
