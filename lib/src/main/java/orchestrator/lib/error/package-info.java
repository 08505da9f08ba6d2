/** Errors as callers know them: a code, a gRPC status and a sentence. */
@NullMarked
package orchestrator.lib.error;

import org.jspecify.annotations.NullMarked;
