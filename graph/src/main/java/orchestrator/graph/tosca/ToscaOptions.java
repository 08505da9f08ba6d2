package orchestrator.graph.tosca;

import java.util.Optional;
import java.util.function.Consumer;
import orchestrator.graph.source.Source;

/**
 * Holds what is given beside a TOSCA file.
 *
 * @param inputs the file with values of inputs, if there is one
 * @param fetches whether imports over http and https are fetched
 * @param warnings gets a sentence for each thing that is odd, but no fault
 */
public record ToscaOptions(Optional<Source> inputs, boolean fetches, Consumer<String> warnings) {}
