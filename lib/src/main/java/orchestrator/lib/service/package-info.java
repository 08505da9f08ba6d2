/** One service for each kind of asset: what its calls do. */
@NullMarked
package orchestrator.lib.service;

import org.jspecify.annotations.NullMarked;
