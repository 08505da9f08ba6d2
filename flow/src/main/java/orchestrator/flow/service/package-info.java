/** Services: what a message's command does, and what is done with the answer afterwards. */
@NullMarked
package orchestrator.flow.service;

import org.jspecify.annotations.NullMarked;
