/** Certificates, keys and signatures of the organizations, and who counts as a member. */
@NullMarked
package orchestrator.loopback.crypto;

import org.jspecify.annotations.NullMarked;
