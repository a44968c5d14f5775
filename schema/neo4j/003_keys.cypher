// API keys with their roles: (:ApiKey), without relationships. Only the SHA-256 of a key is stored.

CREATE CONSTRAINT api_key_id IF NOT EXISTS FOR (k:ApiKey) REQUIRE k.id IS UNIQUE;
