/** What the hospitals compute: scaling, training, averaging and scoring of a diagnosis model. */
@NullMarked
package orchestrator.demo.learning;

import org.jspecify.annotations.NullMarked;
