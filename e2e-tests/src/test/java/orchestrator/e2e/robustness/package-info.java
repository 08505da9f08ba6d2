/** Bad input, wrong settings, TLS, and a disk that fails: others are served all the while. */
@NullMarked
package orchestrator.e2e.robustness;

import org.jspecify.annotations.NullMarked;
