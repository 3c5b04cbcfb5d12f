"""What more than one edition needs."""
