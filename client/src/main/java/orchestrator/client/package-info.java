/**
 * What a Java program needs to call an orchestrator: headers, retries, typed errors, pages, plans.
 */
@NullMarked
package orchestrator.client;

import org.jspecify.annotations.NullMarked;
