"""The handbook as pages."""
