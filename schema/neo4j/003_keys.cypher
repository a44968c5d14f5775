// Who may do what: (:ApiKey), related to nothing. A key itself stands nowhere, only its SHA-256.

CREATE CONSTRAINT api_key_id IF NOT EXISTS FOR (k:ApiKey) REQUIRE k.id IS UNIQUE;
