/**
 * A small CouchDB in memory for tests, which answers as CouchDB 3.4 does and fails exactly where
 * and when a test asks it to.
 */
@NullMarked
package orchestrator.server.couchdb.fake;

import org.jspecify.annotations.NullMarked;
