"""Mock audits: charts drawn by lot and gone through as a payer would, and their pages."""
