package orchestrator.cli.noun;

import com.google.protobuf.Message;
import java.util.function.Function;

/**
 * Describes a column of a table.
 *
 * @param heading above it
 * @param text what it shows of an asset
 * @param isWhole whether it is rather left out than cut
 */
public record Column(String heading, Function<Message, String> text, boolean isWhole) {}
