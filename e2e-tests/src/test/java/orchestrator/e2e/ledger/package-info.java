/** What only servers in front of a ledger can meet. */
@NullMarked
package orchestrator.e2e.ledger;

import org.jspecify.annotations.NullMarked;
