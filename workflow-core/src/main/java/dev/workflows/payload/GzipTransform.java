package dev.workflows.payload;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Compresses values from a size on, where that makes them smaller. Thread-safe. */
public final class GzipTransform implements PayloadTransform {

  /** More than any value may have; what claims to be larger was not written here. */
  private static final int MOST = 256 << 20;

  private final int threshold;
  private final int most;

  /**
   * Compresses values of so many bytes and more.
   *
   * @param threshold the smallest size to compress
   */
  public GzipTransform(int threshold) {
    this(threshold, MOST);
  }

  GzipTransform(int threshold, int most) {
    this.threshold = threshold;
    this.most = most;
  }

  @Override
  public String name() {
    return "gzip";
  }

  /** Base64 takes a third of what is gained. */
  @Override
  public byte @Nullable [] encode(byte[] value, PayloadContext context) {
    if (value.length < threshold) {
      return null;
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(value.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(value);
    } catch (IOException e) {
      throw new IllegalStateException("Memory cannot be written", e);
    }
    return compressed.size() / 3L * 4 < value.length ? compressed.toByteArray() : null;
  }

  @Override
  public byte[] decode(byte[] data, String parameter, PayloadContext context) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(data))) {
      byte[] value = gzip.readNBytes(most + 1);
      if (value.length > most) {
        throw PayloadException.undecodable(
            "It is more than %d bytes, uncompressed.".formatted(most), null);
      }
      return value;
    } catch (IOException e) {
      throw PayloadException.undecodable("It cannot be uncompressed: it was changed.", e);
    }
  }
}
