/** What a controller sends: which node sends what, when and how often. */
@NullMarked
package orchestrator.scenario.settings;

import org.jspecify.annotations.NullMarked;
