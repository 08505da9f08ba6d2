/** The server on CouchDB, and what may go wrong between the two. */
@NullMarked
package orchestrator.e2e.couchdb;

import org.jspecify.annotations.NullMarked;
