/** What follows from what was posted and reported: pure rules, without clock, thread or API. */
@NullMarked
package orchestrator.learning.rule;

import org.jspecify.annotations.NullMarked;
