# A NixOS module: services.hopguard. The program comes from a package of the caller's, made of the sources or of the Debian package.
{ config, lib, pkgs, ... }:
let
  cfg = config.services.hopguard;
  format = pkgs.formats.yaml { };
  file = format.generate "hopguard.yaml" cfg.settings;
in
{
  options.services.hopguard = {
    enable = lib.mkEnableOption "hopguard, a privacy guard for LLM traffic";

    package = lib.mkOption {
      type = lib.types.package;
      description = "The package with `bin/hopguard` and `share/hopguard`.";
    };

    settings = lib.mkOption {
      type = format.type;
      default = { };
      example = lib.literalExpression ''
        {
          listen = "127.0.0.1:8080";
          hosts = [ { id = "openai"; url = "https://api.openai.com"; api = "openai";
                      headers.Authorization = "Bearer ''${file:openai_key}"; } ];
        }
      '';
      description = "What hopguard.yaml says. It is world-readable in the store: secrets are named as `\${file:NAME}`, see `credentials`.";
    };

    credentials = lib.mkOption {
      type = lib.types.attrsOf lib.types.str;
      default = { };
      example = { openai_key = "/run/keys/openai_key"; };
      description = "Files of secrets by the names that the settings use. Paths outside of the store.";
    };

    openFirewall = lib.mkOption {
      type = lib.types.bool;
      default = false;
      description = "Whether to open the ports of `listen` that say `ADDRESS:PORT`.";
    };
  };

  config = lib.mkIf cfg.enable {
    assertions = [
      {
        assertion = lib.all (path: !lib.hasPrefix builtins.storeDir path) (lib.attrValues cfg.credentials);
        message = "services.hopguard.credentials names a file of the store, which everybody can read.";
      }
    ];

    environment.systemPackages = [ cfg.package ];

    networking.firewall.allowedTCPPorts = lib.mkIf cfg.openFirewall (
      let
        ports = map (address: builtins.match ".*:([0-9]+)" address) (lib.toList (cfg.settings.listen or [ ]));
      in
      map (found: lib.toInt (lib.head found)) (lib.filter (found: found != null) ports)
    );

    systemd.services.hopguard = {
      description = "hopguard, a privacy guard for LLM traffic";
      after = [ "network-online.target" ];
      wants = [ "network-online.target" ];
      wantedBy = [ "multi-user.target" ];
      restartTriggers = [ file ];
      # The same as deploy/systemd/hopguard.service.
      serviceConfig = {
        ExecStart = "${lib.getExe' cfg.package "hopguard"} serve --config ${file}";
        ExecReload = "${pkgs.coreutils}/bin/kill -HUP $MAINPID";
        Restart = "on-failure";
        RestartSec = "1s";
        RestartPreventExitStatus = 78;
        TimeoutStopSec = "45s";
        LimitNOFILE = 65536;
        LimitCORE = 0;
        DynamicUser = true;
        StateDirectory = "hopguard";
        StateDirectoryMode = "0700";
        UMask = "0077";
        LoadCredential = lib.mapAttrsToList (name: path: "${name}:${path}") cfg.credentials;
        ProtectSystem = "strict";
        ProtectHome = true;
        PrivateTmp = true;
        PrivateMounts = true;
        PrivateDevices = true;
        DevicePolicy = "closed";
        ProtectProc = "invisible";
        ProcSubset = "pid";
        CapabilityBoundingSet = "";
        AmbientCapabilities = "";
        NoNewPrivileges = true;
        PrivateUsers = true;
        PrivateIPC = true;
        RestrictAddressFamilies = [ "AF_INET" "AF_INET6" "AF_UNIX" ];
        RestrictNamespaces = true;
        RestrictRealtime = true;
        RestrictSUIDSGID = true;
        RemoveIPC = true;
        LockPersonality = true;
        ProtectClock = true;
        ProtectControlGroups = true;
        ProtectHostname = true;
        ProtectKernelLogs = true;
        ProtectKernelModules = true;
        ProtectKernelTunables = true;
        KeyringMode = "private";
        SystemCallArchitectures = "native";
        SystemCallFilter = [ "@system-service" "~@privileged @resources" ];
        SystemCallErrorNumber = "EPERM";
      };
    };
  };
}
