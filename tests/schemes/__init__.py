"""The bundled schemes and frameworks: what they promise, and what they count."""
