/** Accounts: who may call through the door, kept in a file, and how a caller proves to be one. */
@NullMarked
package orchestrator.http.account;

import org.jspecify.annotations.NullMarked;
