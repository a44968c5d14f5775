// Sources that are copies of each other. (:Trace) has something that a source shares with its copies (value) and the number of the source
// (_source), so that a copy is found without reading other sources. (:Source)-[:NOT_COPY_OF]->(:Source) says that one is no copy.
CREATE INDEX trace_value IF NOT EXISTS FOR (t:Trace) ON (t.value, t._source);
CREATE INDEX source_by_origin IF NOT EXISTS FOR (n:Source) ON (n._origin, n.createdAt, n._id);
CREATE INDEX evidence_by_publisher_group IF NOT EXISTS FOR (n:Evidence) ON (n._target, n._publisherGroup);
