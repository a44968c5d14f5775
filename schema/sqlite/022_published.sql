-- The ClaimReview object as its publisher wrote it.
ALTER TABLE review ADD COLUMN published TEXT;
