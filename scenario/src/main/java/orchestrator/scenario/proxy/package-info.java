/**
 * What a chain's author writes: how a node is reached, and how a transaction is sent through it.
 */
@NullMarked
package orchestrator.scenario.proxy;

import org.jspecify.annotations.NullMarked;
