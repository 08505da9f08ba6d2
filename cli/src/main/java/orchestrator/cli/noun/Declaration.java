package orchestrator.cli.noun;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import orchestrator.cli.message.Fields;
import orchestrator.proto.AssetKind;

/** Collects what is declared of a noun. */
final class Declaration {
  final String name;
  final String plural;
  final AssetKind kind;
  final Descriptor type;
  Function<Message, String> key = asset -> Fields.text(asset, "key");
  final List<Column> columns = new ArrayList<>();
  Optional<String> list = Optional.empty();
  Optional<String> get = Optional.empty();
  Optional<String> register = Optional.empty();
  Optional<Noun.Cancel> cancel = Optional.empty();

  Declaration(String name, String plural, AssetKind kind, Descriptor type) {
    this.name = name;
    this.plural = plural;
    this.kind = kind;
    this.type = type;
  }

  Declaration list(String rpc) {
    list = Optional.of(rpc);
    return this;
  }

  Declaration get(String rpc) {
    get = Optional.of(rpc);
    return this;
  }

  Declaration register(String rpc) {
    register = Optional.of(rpc);
    return this;
  }

  Declaration cancel(String rpc, String action) {
    cancel = Optional.of(new Noun.Cancel(rpc, action));
    return this;
  }

  Declaration key(Function<Message, String> key) {
    this.key = key;
    return this;
  }

  Declaration column(String heading, String field) {
    return column(heading, asset -> Fields.text(asset, field));
  }

  Declaration column(String heading, Function<Message, String> text) {
    columns.add(new Column(heading, text, false));
    return this;
  }

  /** A column that is not cut. */
  Declaration wholeColumn(String heading, String field) {
    columns.add(new Column(heading, asset -> Fields.text(asset, field), true));
    return this;
  }

  Noun declared() {
    return new Noun(this);
  }
}
