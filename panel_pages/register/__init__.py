"""The register: who is on the panel, for the few who look after it. Every look and every act is written down."""
