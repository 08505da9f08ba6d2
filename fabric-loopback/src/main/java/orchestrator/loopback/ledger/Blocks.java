package orchestrator.loopback.ledger;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import orchestrator.loopback.crypto.Digests;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Puts blocks together. */
public final class Blocks {
  private static final int METADATA = BlockMetadataIndex.COMMIT_HASH_VALUE + 1;

  private Blocks() {}

  /** The first block of a channel, which in Fabric holds its configuration. */
  public static Block first(String channel) {
    ChannelHeader header =
        ChannelHeader.newBuilder().setType(HeaderType.CONFIG_VALUE).setChannelId(channel).build();
    Payload configuration =
        Payload.newBuilder()
            .setHeader(Header.newBuilder().setChannelHeader(header.toByteString()))
            .build();
    Envelope envelope = Envelope.newBuilder().setPayload(configuration.toByteString()).build();
    return block(0, ByteString.EMPTY, List.of(envelope));
  }

  /** The block that follows another. */
  public static Block next(Block before, List<Envelope> envelopes) {
    return block(before.getHeader().getNumber() + 1, hash(before.getHeader()), envelopes);
  }

  /** The block as a peer keeps it, with the validation codes of its transactions. */
  public static Block validated(Block ordered, List<TxValidationCode> codes) {
    byte[] flags = new byte[codes.size()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = (byte) codes.get(i).getNumber();
    }
    BlockMetadata.Builder metadata = ordered.getMetadata().toBuilder();
    metadata.setMetadata(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE, ByteString.copyFrom(flags));
    return ordered.toBuilder().setMetadata(metadata).build();
  }

  /** The hash of a block: that of its header in ASN.1. */
  public static ByteString hash(BlockHeader header) {
    ASN1Encodable[] fields = {
      new ASN1Integer(BigInteger.valueOf(header.getNumber())),
      new DEROctetString(header.getPreviousHash().toByteArray()),
      new DEROctetString(header.getDataHash().toByteArray())
    };
    try {
      return Digests.sha256(ByteString.copyFrom(new DERSequence(fields).getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Block block(long number, ByteString previous, List<Envelope> envelopes) {
    BlockData data =
        BlockData.newBuilder()
            .addAllData(envelopes.stream().map(Envelope::toByteString).toList())
            .build();
    BlockHeader header =
        BlockHeader.newBuilder()
            .setNumber(number)
            .setPreviousHash(previous)
            .setDataHash(Digests.sha256(data.getDataList().toArray(ByteString[]::new)))
            .build();
    return Block.newBuilder()
        .setHeader(header)
        .setData(data)
        .setMetadata(
            BlockMetadata.newBuilder()
                .addAllMetadata(Collections.nCopies(METADATA, ByteString.EMPTY)))
        .build();
  }
}
