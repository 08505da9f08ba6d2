/** The kinds of assets, and what each can do. */
@NullMarked
package orchestrator.cli.noun;

import org.jspecify.annotations.NullMarked;
