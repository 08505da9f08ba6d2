/** A CouchDB for servers under test: started and killed, or somebody else's. */
@NullMarked
package orchestrator.e2e.harness.couchdb;

import org.jspecify.annotations.NullMarked;
