/** Makes the certificates by which executors and those who ask them know each other. */
@NullMarked
package orchestrator.executor.certificate;

import org.jspecify.annotations.NullMarked;
