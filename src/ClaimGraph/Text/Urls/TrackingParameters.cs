using System.Collections.Frozen;

namespace ClaimGraph;

/// <summary>Parameters by which a link tells where its reader came from. They never change the page.</summary>
internal static class TrackingParameters
{
    private static readonly string[] Prefixes =
    [
        "utm_", // Google Analytics and most others
        "at_", // Piano (BBC, France Télévisions)
        "mtm_", // Matomo, once Piwik
        "matomo_",
        "pk_",
        "piwik_",
        "hsa_", // HubSpot
        "_branch_",
        "guce_", // Yahoo
        "oly_", // Omeda
        "vero_",
        "fb_action_",
        "wt_", // Webtrekk
        "wt.",
    ];

    private static readonly FrozenSet<string> Names = string.Join(
            ' ',
            // Click ids of advertisers
            "fbclid gclid gclsrc gbraid wbraid gad gad_source gad_campaignid dclid msclkid yclid ysclid twclid ttclid li_fat_id epik",
            "rdt_cid irclickid s_kwcid ef_id srsltid wickedid rb_clickid sccid _openstat",
            // Shares on social networks
            "igsh igshid mibextid fb_source fb_ref __tn__ __cft__[0] ref_src ref_url __twitter_impression sr_share xing_share trk",
            "trkcampaign trackingid wprov share_source sfnsn",
            // Newsletters
            "mc_cid mc_eid mkt_tok _hsenc _hsmi __hssc __hstc __hsfp hsctatracking ml_subscriber ml_subscriber_hash ck_subscriber_id",
            "ncid nr_email_referer emci emdi ceid sc_cid s_cid",
            // Publishers' own
            "_ga _gl _gac cmpid cmp icid ito ocid xtor smid smtyp emc guccounter traffic_source tpcc ns_mchannel ns_source ns_campaign",
            "ns_linkname ftag ftcamp taid wtrid __s",
            // Sessions of the visitor, and pages for telephones that are the same page
            "phpsessid jsessionid amp_js_v amp_gsa usqp"
        )
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>True for the name of one, in whatever case.</summary>
    public static bool Contains(string name) =>
        Names.Contains(name)
        || Array.Exists(Prefixes, p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase) && name.Length > p.Length);
}
