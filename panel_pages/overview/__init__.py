"""The register of all surveys, planned, running and finished, across units and tools."""
