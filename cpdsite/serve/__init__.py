"""The preview: a site in memory, made anew when a file changes, and the browser told so."""
