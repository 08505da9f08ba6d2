/** The state of channels in a CouchDB: the journal, the documents, and who may write. */
@NullMarked
package orchestrator.server.couchdb;

import org.jspecify.annotations.NullMarked;
