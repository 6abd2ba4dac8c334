package dev.workflows.spi;

import java.util.UUID;

/**
 * An unread message as it was read.
 *
 * @param chainId whose inbox it lies in
 * @param position its place in the order of acceptance; a lower one may become visible later
 * @param message what it says
 */
public record InboxMessage(UUID chainId, long position, Message message) {}
