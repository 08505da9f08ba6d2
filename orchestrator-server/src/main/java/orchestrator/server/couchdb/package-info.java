/** A channel's state in CouchDB, as documents that people can read. */
@NullMarked
package orchestrator.server.couchdb;

import org.jspecify.annotations.NullMarked;
