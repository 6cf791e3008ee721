package io.evently.account;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/**
 * A user changes their own password, and proves who they are by the current one.
 *
 * @param address the client's network address, for throttling
 */
@BusName("change-password/1")
public record ChangePassword(UUID accountId, Password current, Password replacement, String address)
        implements BusMessage {}
