package orchestrator.server.couchdb;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import java.util.Random;

/** Random messages of any type, with all that is hard to write as JSON. */
final class AnyMessage {
  private static final List<String> TEXTS =
      List.of(
          "",
          "plain",
          "\"quoted\" \\ back / slash",
          "\1\b\t\n\f\r\u001f\u007f\u0085",
          "<html>&'=",
          "\u2028\u2029\ufeff",
          "\ufffe\uffff\ufdd0",
          "e\u0301 é \u0e33",
          "\ud83d\ude00\ud83f\udfff\udbff\udfff",
          "null",
          "NaN",
          "_id",
          "__proto__");

  private static final List<Float> NUMBERS =
      List.of(
          0.0f,
          -0.0f,
          1.0f,
          0.1f,
          -0.95f,
          16777216f,
          1e10f,
          0x1p70f,
          Float.NaN,
          Float.intBitsToFloat(0x7fc00001),
          Float.intBitsToFloat(0xffc00000),
          Float.POSITIVE_INFINITY,
          Float.NEGATIVE_INFINITY,
          Float.MIN_VALUE,
          -Float.MIN_VALUE,
          Float.intBitsToFloat(0x007fffff),
          Float.MIN_NORMAL,
          Float.MAX_VALUE,
          -Float.MAX_VALUE);

  private final Random random;

  AnyMessage(long seed) {
    this.random = new Random(seed);
  }

  /** A message of the same type as this one. */
  Message like(Message prototype) {
    Message.Builder message = prototype.newBuilderForType();
    if (prototype instanceof Timestamp) {
      return message.mergeFrom(time()).build();
    }
    for (FieldDescriptor field : prototype.getDescriptorForType().getFields()) {
      if (field.isRepeated()) {
        for (int i = random.nextInt(4); i > 0; i--) {
          message.addRepeatedField(field, value(message, field));
        }
      } else if (random.nextInt(3) > 0) {
        message.setField(field, value(message, field));
      }
    }
    if (random.nextInt(50) == 0 && !prototype.getDescriptorForType().getOptions().getMapEntry()) {
      message.setUnknownFields(unknown());
    }
    return message.build();
  }

  private Object value(Message.Builder message, FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case MESSAGE -> like(message.newBuilderForField(field).getDefaultInstanceForType());
      case STRING -> one(TEXTS);
      case BOOLEAN -> random.nextBoolean();
      case INT -> random.nextBoolean() ? random.nextInt(3) : random.nextInt();
      case FLOAT -> random.nextBoolean() ? one(NUMBERS) : Float.intBitsToFloat(random.nextInt());
      case ENUM -> enumeration(field);
      default -> throw new IllegalStateException(field + " is of a type that no asset has");
    };
  }

  private EnumValueDescriptor enumeration(FieldDescriptor field) {
    return random.nextInt(4) > 0
        ? one(field.getEnumType().getValues())
        : field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt());
  }

  private Timestamp time() {
    return switch (random.nextInt(20)) {
      case 0 -> Timestamp.getDefaultInstance();
      case 1 -> Timestamp.newBuilder().setSeconds(random.nextLong()).build();
      case 2 -> Timestamp.newBuilder().setSeconds(5).setNanos(-1).build();
      default ->
          Timestamp.newBuilder()
              .setSeconds(random.nextLong(-62_135_596_800L, 253_402_300_800L))
              .setNanos(random.nextBoolean() ? 0 : random.nextInt(1_000_000_000))
              .build();
    };
  }

  private UnknownFieldSet unknown() {
    return UnknownFieldSet.newBuilder()
        .addField(1000, UnknownFieldSet.Field.newBuilder().addVarint(random.nextLong()).build())
        .build();
  }

  private <T> T one(List<T> choice) {
    return choice.get(random.nextInt(choice.size()));
  }
}
