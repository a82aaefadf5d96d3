"""What our pages are measured against: the same content by stock means."""
