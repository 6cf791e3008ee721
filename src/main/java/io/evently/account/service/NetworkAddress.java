package io.evently.account.service;

import io.evently.net.AddressGroup;

/** Where a client comes from, as far as it can be held to account. */
final class NetworkAddress {
    private NetworkAddress() {}

    /** An IPv4 address as it is; an IPv6 address as its /64, since whoever has one address there has them all. */
    static String group(String address) {
        return AddressGroup.of(address);
    }
}
