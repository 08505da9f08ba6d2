/** Builders of the messages that register assets, with defaults for what is usually the same. */
@NullMarked
package orchestrator.client.spec;

import org.jspecify.annotations.NullMarked;
