using System.ComponentModel.DataAnnotations;

namespace MediAgents.Grains.Conversation;

/// <summary>How long a conversation remembers; each is a setting of the same name in capitals.</summary>
public sealed class ConversationOptions
{
    /// <summary>SESSION_EXPIRY_HOURS: idle hours after which the working context is forgotten; the history stays.</summary>
    [Range(0.01, 8760)]
    public double SessionExpiryHours { get; set; } = 2;
}
